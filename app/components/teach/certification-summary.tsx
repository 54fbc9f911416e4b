import { Link } from "react-router";
import { StateMark } from "#app/components/standing/certification-card.tsx";
import type { PublicCertification } from "#app/services/views/view-standing.ts";

/** A certificate's requirements for an instructor: met with the evidence, or what is missing. */
export function CertificationSummary({ certification }: { certification: PublicCertification }) {
  const { slug, title, short, requirements } = certification;
  const missing = requirements.filter((one) => !one.met).length;
  return (
    <section aria-labelledby={`certificate-${slug}`}>
      <h3 id={`certificate-${slug}`} className="font-semibold">
        {title} ({short}){" "}
        <span className={`font-normal ${missing === 0 ? "text-good" : "text-muted"}`}>
          {missing === 0 ? "every requirement met" : `${missing} missing`}
        </span>
      </h3>
      <ul className="mt-2 divide-y divide-line border-y border-line text-sm">
        {requirements.map((requirement) => (
          <li key={requirement.id} className="flex gap-3 py-2.5">
            <StateMark met={requirement.met} />
            <div className="min-w-0">
              <p>{requirement.text}</p>
              <p className="text-muted">
                {requirement.state}{" "}
                {requirement.links.map((link) => (
                  <Link
                    key={link.to}
                    to={link.to}
                    className="mr-3 whitespace-nowrap text-accent underline underline-offset-4"
                  >
                    {link.text}
                  </Link>
                ))}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

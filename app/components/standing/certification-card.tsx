import { Check, Circle } from "lucide-react";
import { Link } from "react-router";
import { RichText } from "#app/components/ui/rich-text.tsx";
import type { PublicCertification } from "#app/services/views/view-standing.ts";

/** One certification: each requirement met, or what is missing and where to do it. */
export function CertificationCard({ certification }: { certification: PublicCertification }) {
  const { slug, title, short, about, met, requirements } = certification;
  const missing = requirements.filter((one) => !one.met).length;
  return (
    <section aria-labelledby={`${slug}-title`}>
      <h2 id={`${slug}-title`} className="font-serif text-2xl font-semibold">
        {title} <span className="font-normal text-muted">({short})</span>
      </h2>
      <p className={`mt-1 ${met ? "text-good" : "text-muted"}`}>
        {met
          ? "Every requirement is met."
          : `${requirements.length - missing} of ${requirements.length} requirements met, ${missing} to go.`}
      </p>
      <RichText html={about} className="mt-4 max-w-measure" />
      <ul className="mt-6 divide-y divide-line border-y border-line">
        {requirements.map((requirement) => (
          <li key={requirement.id} className="flex gap-4 py-4">
            <StateMark met={requirement.met} />
            <div className="min-w-0">
              <p className="font-medium">{requirement.text}</p>
              <p className="mt-0.5 text-muted">
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
      <dl className="mt-6 grid gap-x-8 gap-y-3 text-sm sm:grid-cols-[10rem_1fr]">
        <dt className="text-muted">Valid for</dt>
        <dd>{certification.validityMonths} months from the day it is issued</dd>
        <dt className="text-muted">To renew it</dt>
        <dd>
          <ul>
            {certification.renewal.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </dd>
        <dt className="text-muted">Its holder may</dt>
        <dd>
          <ul>
            {certification.privileges.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </dd>
      </dl>
    </section>
  );
}

export function StateMark({ met }: { met: boolean }) {
  return met ? (
    <Check className="mt-0.5 size-5 shrink-0 text-good" aria-label="Done" />
  ) : (
    <Circle className="mt-0.5 size-5 shrink-0 text-line-strong" aria-label="Open" />
  );
}

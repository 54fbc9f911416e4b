import { Link } from "react-router";

type Props = { status: number; reason?: unknown };

/** What went wrong, whose matter it is, and where to go next. Never a stack trace. */
export function ErrorPage({ status, reason }: Props) {
  const { title, text } = words(status, reason);
  return (
    <div className="mx-auto w-full max-w-6xl px-5 py-24 *:max-w-measure">
      <p className="font-mono text-sm text-muted">{status}</p>
      <h1 className="mt-2 font-serif text-3xl font-semibold">{title}</h1>
      <p className="mt-4 text-lg text-muted">{text}</p>
      <p className="mt-8 flex gap-6">
        <Link className="text-accent underline underline-offset-4" to="/">
          Go to your start page
        </Link>
        {status === 401 && (
          <Link className="text-accent underline underline-offset-4" to="/sign-in">
            Sign in
          </Link>
        )}
      </p>
    </div>
  );
}

function words(status: number, reason: unknown): { title: string; text: string } {
  if (status === 404 && reason === "invitation")
    return {
      title: "This invitation no longer works",
      text: "It was used already, withdrawn, or is older than a week. Ask the person who invited you for a new link.",
    };
  if (status === 404)
    return {
      title: "There is nothing at this address",
      text: "The page was moved, never existed, or belongs to somebody else. Check the address, or start again from your start page.",
    };
  if (status === 401)
    return {
      title: "Please sign in first",
      text: "This page needs to know who you are. Nothing you typed elsewhere is lost.",
    };
  if (status === 403 && reason === "cross-site")
    return {
      title: "This request came from another site",
      text: "For your safety Planwise only accepts changes sent from its own pages. Open the page here and try again.",
    };
  if (status === 403)
    return {
      title: "This page is not for your role",
      text: "It is meant for instructors or administrators. If you need it, ask an administrator of your team to change your role.",
    };
  if (status === 413)
    return {
      title: "That is too much at once",
      text: "What was sent is larger than this page accepts. Shorten it and send it again.",
    };
  if (status >= 400 && status < 500)
    return {
      title: "That request could not be understood",
      text:
        typeof reason === "string"
          ? reason
          : "Something in it was missing or malformed. Go back, check what you entered, and try again.",
    };
  return {
    title: "Something broke on our side",
    text: "It is not your fault, and nothing that was shown as saved is lost. Try again in a moment; if it stays, tell your administrator the time it happened.",
  };
}

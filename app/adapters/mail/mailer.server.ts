export type Mail = { to: string; subject: string; text: string };

/** Sends mail. The transport is chosen in wiring; without one, letters go to the log. */
export type Mailer = { send(mail: Mail): Promise<void> };

/** Writes each letter to the log, so that links can be followed where no mail server is set up. */
export function logMailer(write: (line: string) => void): Mailer {
  return {
    async send({ to, subject, text }) {
      write(`mail to ${to}: ${subject}\n${text.replaceAll(/^/gm, "    ")}`);
    },
  };
}

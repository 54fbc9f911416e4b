import { Button } from "#app/components/ui/button.tsx";
import type { SyncStatus } from "./answer-sync.ts";

type Props = { title: string; remainingMs: number; status: SyncStatus; onHandIn(): void };

/** Time left, whether everything is saved, and the way out; stays in sight. */
export function ExaminationBar({ title, remainingMs, status, onHandIn }: Props) {
  return (
    <header className="sticky top-0 z-20 border-b border-line bg-paper/95 backdrop-blur">
      <div className="mx-auto flex max-w-6xl flex-wrap items-center gap-x-4 gap-y-1 sm:gap-x-6 px-5 py-2.5">
        <p className="mr-auto basis-full font-semibold sm:basis-auto">{title}</p>
        <SaveStatus status={status} />
        <TimeLeft remainingMs={remainingMs} />
        <Button look="quiet" size="small" className="ml-auto sm:ml-0" onClick={onHandIn}>
          Hand in…
        </Button>
      </div>
    </header>
  );
}

function SaveStatus({ status }: { status: SyncStatus }) {
  const tone =
    status.kind === "offline" || status.kind === "signed-out"
      ? "text-warn font-medium"
      : "text-muted";
  return (
    <p role="status" className={`text-sm ${tone}`}>
      {statusText(status)}
    </p>
  );
}

function statusText(status: SyncStatus): string {
  switch (status.kind) {
    case "saved":
      return status.at ? `Saved at ${clockTime(status.at)}` : "Saved";
    case "saving":
      return "Saving…";
    case "offline":
      return `No connection: ${count(status.waiting)} kept on this device, sent when it is back`;
    case "signed-out":
      return `You were signed out: ${count(status.waiting)} kept here. Sign in again in another tab`;
    default:
      return status satisfies never;
  }
}

function count(waiting: number): string {
  return waiting === 1 ? "1 change is" : `${waiting} changes are`;
}

function clockTime(iso: string): string {
  return new Date(iso).toLocaleTimeString("en-GB");
}

function TimeLeft({ remainingMs }: { remainingMs: number }) {
  const minutes = Math.floor(remainingMs / 60_000);
  const seconds = Math.floor((remainingMs % 60_000) / 1_000);
  const low = remainingMs < 5 * 60_000;
  return (
    <p className={`text-sm tabular-nums ${low ? "font-semibold text-bad" : ""}`}>
      <span className="font-normal text-muted">Time left</span> {minutes}:
      {String(seconds).padStart(2, "0")}
      {/* Spoken at ten, five and one minute only; a clock that talks every second helps nobody. */}
      <span role="status" className="sr-only">
        {[10, 5, 1].includes(minutes) && seconds > 55 ? `${minutes + 1} minutes left` : ""}
      </span>
    </p>
  );
}

import { AlertDialog } from "@base-ui/react/alert-dialog";
import { Dialog } from "@base-ui/react/dialog";

type Props = {
  title: string;
  /** Something would be lost: a press beside the dialog does not answer it. */
  alert?: boolean;
  /** Escape and a press beside the dialog; where there is no way back, this does nothing. */
  onClose(): void;
  /** What gets the focus first; by default the first button. */
  focusFirst?: React.RefObject<HTMLElement | null>;
  /** What gets the focus afterwards; null means what had it before. */
  focusAfter?: () => HTMLElement | null;
  children: React.ReactNode;
};

/** A question that has to be answered before the page goes on. */
export function DialogFrame({ title, alert, onClose, focusFirst, focusAfter, children }: Props) {
  const Root = alert ? AlertDialog.Root : Dialog.Root;
  return (
    <Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-black/40" />
        <Dialog.Popup
          initialFocus={focusFirst}
          finalFocus={() => focusAfter?.() ?? true}
          className="fixed left-1/2 top-1/2 z-50 flex w-[min(36rem,calc(100vw-2rem))] -translate-x-1/2 -translate-y-1/2 flex-col gap-4 rounded-lg border border-line bg-raised p-6 shadow-(--shadow)"
        >
          <Dialog.Title className="font-serif text-xl font-semibold break-words">
            {title}
          </Dialog.Title>
          {children}
        </Dialog.Popup>
      </Dialog.Portal>
    </Root>
  );
}

import { Tabs } from "@base-ui/react/tabs";
import type { ReactNode } from "react";

export type OutputTab = "result" | "plan" | "messages" | "schema" | "verdict";

type Props = {
  shown: OutputTab;
  onShow(tab: OutputTab): void;
  tabs: ReadonlyArray<{ id: OutputTab; label: string; badge?: ReactNode; content: ReactNode }>;
  status: ReactNode;
  /** A run is under way: what is shown is about to be replaced. */
  busy: boolean;
  /** How many runs have ended: whoever waits for one sees it here. */
  runs: number;
};

/** Results, plan, messages, schema and verdict: one at a time, the others a key away. */
export function OutputPane({ shown, onShow, tabs, status, busy, runs }: Props) {
  return (
    <Tabs.Root
      className="lab-output"
      data-busy={busy || undefined}
      data-runs={runs}
      value={shown}
      onValueChange={(value: OutputTab) => onShow(value)}
    >
      <div className="lab-outputbar">
        <Tabs.List className="lab-tablist" aria-label="Output">
          {tabs.map(({ id, label, badge }) => (
            <Tabs.Tab key={id} value={id} className="lab-tab">
              {label}
              {badge}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {status}
      </div>
      {tabs.map(({ id, content }) => (
        <Tabs.Panel key={id} value={id} className="lab-panel">
          {content}
        </Tabs.Panel>
      ))}
    </Tabs.Root>
  );
}

import type { ComponentProps } from "react";

type Props = ComponentProps<"button"> & {
  look?: "primary" | "quiet" | "danger";
  size?: "normal" | "small";
};

const looks = {
  primary:
    "bg-accent text-accent-ink hover:brightness-110 disabled:bg-surface-2 disabled:text-muted",
  quiet: "border border-line-strong bg-transparent text-ink hover:bg-surface disabled:text-muted",
  danger: "border border-bad text-bad hover:bg-bad-soft disabled:text-muted",
};
const sizes = { normal: "h-11 px-5 text-base", small: "h-8 px-3 text-sm" };

export function Button({ look = "primary", size = "normal", className = "", ...button }: Props) {
  return (
    <button
      type="button"
      className={`inline-flex cursor-pointer items-center justify-center gap-2 rounded-md font-medium disabled:cursor-default ${looks[look]} ${sizes[size]} ${className}`}
      {...button}
    />
  );
}

type Props = {
  title: string;
  intro?: React.ReactNode;
  width?: "text" | "wide";
  children: React.ReactNode;
};

/** The frame of an ordinary page. Narrow or wide, all begin at the edge of the navigation. */
export function Page({ title, intro, width = "text", children }: Props) {
  return (
    <div className="mx-auto w-full max-w-6xl px-5 pt-10 sm:pt-14">
      <div className={width === "text" ? "max-w-[45.5rem]" : ""}>
        <h1 className="font-serif text-3xl font-semibold sm:text-4xl">{title}</h1>
        {intro && <div className="mt-3 max-w-measure text-lg text-muted">{intro}</div>}
        <div className="mt-10">{children}</div>
      </div>
    </div>
  );
}

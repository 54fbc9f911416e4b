type Props = {
  title: string;
  intro?: React.ReactNode;
  width?: "text" | "wide";
  children: React.ReactNode;
};

/** The frame of an ordinary page: one heading, one introduction, content. */
export function Page({ title, intro, width = "text", children }: Props) {
  return (
    <div
      className={`mx-auto w-full px-5 pt-10 sm:pt-14 ${width === "text" ? "max-w-3xl" : "max-w-6xl"}`}
    >
      <h1 className="font-serif text-3xl font-semibold sm:text-4xl">{title}</h1>
      {intro && <div className="mt-3 max-w-measure text-lg text-muted">{intro}</div>}
      <div className="mt-10">{children}</div>
    </div>
  );
}

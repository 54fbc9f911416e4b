type Props = { title: string; intro?: React.ReactNode; children: React.ReactNode };

/** One narrow column for everything around signing in. */
export function AuthPage({ title, intro, children }: Props) {
  return (
    <div className="mx-auto flex w-full max-w-sm flex-col gap-6 px-5 py-16 sm:py-24">
      <div>
        <h1 className="font-serif text-3xl font-semibold">{title}</h1>
        {intro && <div className="mt-3 text-muted">{intro}</div>}
      </div>
      {children}
    </div>
  );
}

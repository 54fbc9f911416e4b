/** One request of the supabase client, as the sandbox hands it over. Header names are lower-case. */
export type RestRequest = {
  method: string;
  url: string;
  headers: Readonly<Record<string, string>>;
  body: string | null;
};

export type RestResponse = {
  status: number;
  headers: Readonly<Record<string, string>>;
  /** JSON text, or empty. */
  body: string;
};

/** Answers requests from one session's data, as PostgREST would. Throws EngineCrashed only. */
export type RestHandler = (request: RestRequest) => Promise<RestResponse>;

/** The engine under the handler died: a platform matter, never the learner's. */
export class EngineCrashed extends Error {
  override name = "EngineCrashed";
}

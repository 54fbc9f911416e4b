/** pg-mem was written for Node and looks for its Buffer; browsers get the package of the same name. */
import { Buffer } from "buffer/";

const host = globalThis as { Buffer?: unknown; process?: unknown; global?: unknown };
host.Buffer ??= Buffer;
host.global ??= globalThis;

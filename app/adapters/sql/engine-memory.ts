const MAX_PAGES = (256 * 1024 * 1024) / 65_536;
let capped = false;

/**
 * Caps every WebAssembly memory of this thread at 256 MB, so that a query that hogs memory gets
 * PostgreSQL's own "out of memory" instead of taking the machine's. Call before an engine loads.
 */
export function capEngineMemory(): void {
  if (capped) return;
  capped = true;
  const Memory = WebAssembly.Memory;
  WebAssembly.Memory = class extends Memory {
    constructor(descriptor: WebAssembly.MemoryDescriptor) {
      super({ ...descriptor, maximum: Math.min(descriptor.maximum ?? MAX_PAGES, MAX_PAGES) });
    }
  };
}

import { reactRouter } from "@react-router/dev/vite";
import tailwindcss from "@tailwindcss/vite";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [tailwindcss(), reactRouter()],
  // Source maps would publish the sources; errors are logged on the server with their own stack.
  // Nothing is inlined: the content security policy takes fonts and images from our own files only.
  build: { sourcemap: false, target: "es2022", assetsInlineLimit: 0 },
  worker: { format: "es" },
  optimizeDeps: { exclude: ["@electric-sql/pglite"] },
});

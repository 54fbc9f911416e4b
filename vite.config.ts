import { reactRouter } from "@react-router/dev/vite";
import tailwindcss from "@tailwindcss/vite";
import { defineConfig } from "vite";

// What every page needs travels in few files: twenty small ones wait for each other. What few pages
// need, like dialogs, is left to itself.
const sharedFiles = [
  { name: "framework", test: /node_modules[\\/](react|react-dom|react-router|scheduler)[\\/]/ },
  {
    name: "ui",
    test: /node_modules[\\/]lucide-react[\\/]|[\\/]app[\\/](components[\\/](ui(?![\\/]dialog-)|layout)|platform)[\\/]/,
  },
  {
    name: "lab",
    test: /[\\/]app[\\/](components[\\/]lab[\\/]difficulty|domain[\\/]exercise[\\/]plan-|adapters[\\/]grading[\\/]lab-client)/,
    minShareCount: 2,
  },
];

/** An engine is one file: a second one would be asked for when the first has been read. */
const engineFiles = [{ name: "small-engine", test: /[\\/]grading[\\/]small-engine/ }];

export default defineConfig({
  plugins: [tailwindcss(), reactRouter()],
  // Source maps would publish the sources; errors are logged on the server with their own stack.
  // Nothing is inlined: the content security policy takes fonts and images from our own files only.
  build: { sourcemap: false, target: "es2022", assetsInlineLimit: 0 },
  environments: {
    client: { build: { rolldownOptions: { output: { codeSplitting: { groups: sharedFiles } } } } },
  },
  worker: {
    format: "es",
    rolldownOptions: { output: { codeSplitting: { groups: engineFiles } } },
  },
  optimizeDeps: { exclude: ["@electric-sql/pglite"] },
});

import { data } from "react-router";
import { ErrorPage } from "#app/components/layout/error-page.tsx";

export function loader() {
  throw data(null, { status: 404 });
}

export default function NotFound() {
  return <ErrorPage status={404} />;
}

export function meta() {
  return [{ title: "Not found · Planwise" }];
}

/** Sends a CSV file to the backend; returns the summary of each of its columns, or fails with what the backend says. */
export async function summarise(file) {
  const form = new FormData();
  form.append("file", file);
  const name = file.name.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 40) || "upload";
  const answer = await fetch(`/api/series/${name}`, { method: "PUT", body: form });
  const body = await answer.json();
  if (!answer.ok) {
    throw new Error(typeof body.detail === "string" ? body.detail : `the backend answered ${answer.status}`);
  }
  return body.columns;
}

/** What the API says, and how to ask it. */

export interface Look {
  width: number;
  height: number;
  orientation: string;
  text: string;
  faces: number;
}

export interface Speech {
  seconds: number;
  speech: number;
}

async function answer<T>(response: Response): Promise<T> {
  if (response.ok) {
    return (await response.json()) as T;
  }
  const body = (await response.json().catch(() => null)) as { detail?: unknown } | null;
  throw new Error(`${response.status}: ${typeof body?.detail === 'string' ? body.detail : response.statusText}`);
}

async function upload<T>(path: string, file: File): Promise<T> {
  const form = new FormData();
  form.append('file', file);
  return answer<T>(await fetch(path, { method: 'POST', body: form }));
}

/** What is asked of a picture. */
export const lookAt = (file: File) => upload<Look>('/api/pictures', file);

/** What is asked of a recording. */
export const listenTo = (file: File) => upload<Speech>('/api/recordings', file);

/** The models that the API has, with what each stands for. */
export async function models(): Promise<Record<string, string>> {
  return (await answer<{ models: Record<string, string> }>(await fetch('/api/health'))).models;
}

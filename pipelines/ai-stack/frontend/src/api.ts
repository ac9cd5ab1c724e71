/** What the backend says, and how to ask it. */

export interface Region {
  x: number;
  y: number;
  width: number;
  height: number;
  score: number;
}

export interface Look {
  name: string;
  width: number;
  height: number;
  brightness: number;
  contrast: number;
  sharpness: number;
  edge_ratio: number;
  edges: string;
  regions: Region[];
}

export interface WorkerResult {
  engine: 'full' | 'minimal';
  lines: Region[];
  text: string | null;
}

export interface Job {
  job_id: string;
  status: 'queued' | 'deferred' | 'in_progress' | 'complete';
  success?: boolean;
  result?: WorkerResult;
  error?: string;
  seconds?: number;
}

async function answer<T>(response: Response): Promise<T> {
  if (response.ok) {
    return (await response.json()) as T;
  }
  const body = (await response.json().catch(() => null)) as { detail?: unknown } | null;
  const detail = typeof body?.detail === 'string' ? body.detail : response.statusText;
  throw new Error(`${response.status}: ${detail}`);
}

/** Has the backend itself look at an image. */
export async function lookAt(image: File): Promise<Look> {
  const form = new FormData();
  form.append('image', image);
  return answer<Look>(await fetch('/api/images', { method: 'POST', body: form }));
}

/** Hands an image to the worker. */
export async function submit(image: File): Promise<Job> {
  const body = JSON.stringify({ image: await base64(image) });
  const headers = { 'Content-Type': 'application/json' };
  return answer<Job>(await fetch('/api/jobs', { method: 'POST', headers, body }));
}

/** Asks for a job until it is complete, telling every state on the way. */
export async function follow(job: Job, tell: (job: Job) => void, signal: AbortSignal): Promise<void> {
  let current = job;
  tell(current);
  while (current.status !== 'complete') {
    await new Promise((resolve) => setTimeout(resolve, 300));
    const url = `/api/jobs/${encodeURIComponent(job.job_id)}`;
    current = await answer<Job>(await fetch(url, { signal }));
    tell(current);
  }
}

async function base64(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onerror = () => reject(reader.error ?? new Error(`${file.name} cannot be read`));
    reader.onload = () => resolve(String(reader.result).split(',', 2)[1] ?? '');
    reader.readAsDataURL(file);
  });
}

import { type ChangeEvent, useEffect, useRef, useState } from 'react';
import { type Job, type Look, follow, lookAt, submit } from './api';

/** Upload an image: the backend looks at it at once, the worker reads it when its turn comes. */
export function App() {
  const [look, setLook] = useState<Look | null>(null);
  const [job, setJob] = useState<Job | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const running = useRef<AbortController | null>(null);

  useEffect(() => () => running.current?.abort(), []);

  async function process(image: File) {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    setLook(null);
    setJob(null);
    setProblem(null);
    const unlessReplaced =
      <T,>(tell: (value: T) => void) =>
      (value: T) => {
        if (!controller.signal.aborted) {
          tell(value);
        }
      };
    try {
      await Promise.all([
        lookAt(image).then(unlessReplaced(setLook)),
        submit(image).then((queued) => follow(queued, unlessReplaced(setJob), controller.signal)),
      ]);
    } catch (error) {
      unlessReplaced(setProblem)(error instanceof Error ? error.message : String(error));
    }
  }

  function choose(event: ChangeEvent<HTMLInputElement>) {
    const image = event.target.files?.[0];
    if (image) {
      void process(image);
    }
  }

  return (
    <main>
      <h1>AI stack</h1>
      <label>
        Image <input type="file" accept="image/*" onChange={choose} />
      </label>
      {problem && <p role="alert">{problem}</p>}
      {look && <LookView look={look} />}
      {job && <JobView job={job} />}
    </main>
  );
}

function LookView({ look }: { look: Look }) {
  const measures: [string, string | number][] = [
    ['size', `${look.width} × ${look.height}`],
    ['brightness', look.brightness],
    ['contrast', look.contrast],
    ['sharpness', look.sharpness],
    ['edges', `${(look.edge_ratio * 100).toFixed(1)} %`],
    ['lines of text', look.regions.length],
  ];
  return (
    <section>
      <h2>{look.name}</h2>
      <dl>
        {measures.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <img src={look.edges} alt="Edges found in the image" />
    </section>
  );
}

function JobView({ job }: { job: Job }) {
  return (
    <section aria-live="polite">
      <h2>
        Job {job.job_id.slice(0, 8)}: {job.status.replace('_', ' ')}
      </h2>
      {job.error && <p role="alert">{job.error}</p>}
      {job.result && (
        <>
          <p>
            The {job.result.engine} worker took {job.seconds} s for {job.result.lines.length} lines.
          </p>
          {job.result.text !== null && <pre>{job.result.text}</pre>}
        </>
      )}
    </section>
  );
}

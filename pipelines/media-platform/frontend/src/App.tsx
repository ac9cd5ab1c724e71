import { type ChangeEvent, useEffect, useState } from 'react';
import { type Look, type Speech, listenTo, lookAt, models } from './api';

/** Upload a picture or a recording, and read what the models say of it. */
export function App() {
  const [known, setKnown] = useState<Record<string, string>>({});
  const [look, setLook] = useState<Look | null>(null);
  const [speech, setSpeech] = useState<Speech | null>(null);
  const [problem, setProblem] = useState<string | null>(null);

  useEffect(() => {
    models().then(setKnown, (error: Error) => setProblem(error.message));
  }, []);

  async function choose(event: ChangeEvent<HTMLInputElement>) {
    const file = event.target.files?.[0];
    if (!file) {
      return;
    }
    setLook(null);
    setSpeech(null);
    setProblem(null);
    try {
      if (file.type.startsWith('audio/')) {
        setSpeech(await listenTo(file));
      } else {
        setLook(await lookAt(file));
      }
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  }

  return (
    <main>
      <h1>Media platform</h1>
      <p>
        Models: {Object.entries(known).map(([name, role]) => `${name} (for ${role})`).join(', ') || 'none yet'}
      </p>
      <label>
        Picture or recording <input type="file" accept="image/*,audio/*" onChange={choose} />
      </label>
      {problem && <p role="alert">{problem}</p>}
      {look && (
        <dl>
          <dt>size</dt>
          <dd>
            {look.width} × {look.height}, {look.orientation}
          </dd>
          <dt>faces</dt>
          <dd>{look.faces}</dd>
          <dt>text</dt>
          <dd>
            <pre>{look.text}</pre>
          </dd>
        </dl>
      )}
      {speech && (
        <p>
          {speech.speech} s of {speech.seconds} s are speech.
        </p>
      )}
    </main>
  );
}

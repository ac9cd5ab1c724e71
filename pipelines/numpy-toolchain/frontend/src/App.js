import React, { useState } from "react";

import { summarise } from "@/api";

const FIGURES = ["count", "mean", "deviation", "smallest", "largest", "slope"];

/** One page: a file goes in, the figures of its columns come out. */
export function App() {
  const [columns, setColumns] = useState([]);
  const [trouble, setTrouble] = useState("");

  async function chosen(event) {
    const [file] = event.target.files;
    if (!file) {
      return;
    }
    setTrouble("");
    try {
      setColumns(await summarise(file));
    } catch (error) {
      setColumns([]);
      setTrouble(error.message);
    }
  }

  return (
    <main>
      <h1>Series</h1>
      <label>
        A CSV file <input type="file" accept=".csv" onChange={chosen} />
      </label>
      {trouble && <p role="alert">{trouble}</p>}
      {columns.length > 0 && (
        <table>
          <thead>
            <tr>
              <th>column</th>
              {FIGURES.map((figure) => (
                <th key={figure}>{figure}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {columns.map((column) => (
              <tr key={column.column}>
                <th>{column.column}</th>
                {FIGURES.map((figure) => (
                  <td key={figure}>{column[figure]}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </main>
  );
}

// The files of the index, each a script that hands its data over: a page opened from a folder may load scripts,
// but not fetch. Each is asked for once.

/** Returns what is in a file: "en/all". */
export type Ask = (name: string) => Promise<unknown>;

declare global {
  interface Window {
    kartotekaSearch?: (name: string, data: unknown) => void;
  }
}

export function scripts(root: string): Ask {
  const asked = new Map<string, Promise<unknown>>();
  const waiting = new Map<string, (data: unknown) => void>();
  window.kartotekaSearch = (name, data) => waiting.get(name)?.(data);
  return (name) => {
    let answer = asked.get(name);
    if (!answer) {
      answer = new Promise((resolve, reject) => {
        waiting.set(name, (data) => {
          waiting.delete(name);
          resolve(data);
        });
        const script = document.createElement("script");
        script.src = `${root}${name}.js`;
        script.onload = script.onerror = () => {
          script.remove();
          // It has handed its data over by now; if not, half of it came, or a server's page saying that it is gone.
          if (!waiting.delete(name)) return;
          asked.delete(name); // it may be there the next time
          reject(new MissingFile(name));
        };
        document.head.append(script);
      });
      asked.set(name, answer);
    }
    return answer;
  };
}

/** A file of the index that is not there, or did not come. */
export class MissingFile extends Error {}

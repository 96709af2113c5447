// Runs after wasm_exec.js, in a worker. The first message is the program, each later one a file.
let ready;

async function start(program) {
  const packed = Uint8Array.from(atob(program), (c) => c.charCodeAt(0));
  const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  const go = new Go();
  const { instance } = await WebAssembly.instantiate(await new Response(unpacked).arrayBuffer(), go.importObject);
  go.run(instance).then(() => postMessage({ stopped: true }));
}

onmessage = async ({ data }) => {
  try {
    if (data.program) {
      ready = start(data.program);
      await ready;
      return;
    }
    await ready;
    const bytes = data.file && new Uint8Array(await data.file.arrayBuffer());
    waymark(data.name, bytes, data.language, data.policy,
      (read, records) => postMessage({ id: data.id, read, records }),
      (result) => postMessage({ id: data.id, result: JSON.parse(result) }));
  } catch (error) {
    postMessage({ id: data.id, failure: String(error) });
  }
};

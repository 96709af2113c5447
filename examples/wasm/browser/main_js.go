// Command browser is package engine as a function of JavaScript:
//
//	waymark(name, data, language, policy, progress, done)
//
// data is a Uint8Array, or null for the sample. progress is called with the number of bytes and
// of records that were read, done with the JSON form of an engine.Result.
package main

import (
	"context"
	"encoding/json"
	"syscall/js"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/examples/wasm/engine"
)

func main() {
	js.Global().Set("waymark", js.FuncOf(func(_ js.Value, args []js.Value) any {
		// Not in the callback, which must not block.
		go read(args[0].String(), args[1], args[2].String(), args[3].String(), args[4], args[5])
		return nil
	}))
	select {}
}

func read(name string, data js.Value, language, policy string, progress, done js.Value) {
	req := engine.Request{Name: name, Data: engine.Sample(), Language: language, Policy: policy}
	if data.IsNull() {
		req.Name = engine.SampleName
	} else {
		req.Data = make([]byte, data.Length())
		js.CopyBytesToGo(req.Data, data)
	}
	req.Progress = func(p assess.CollectProgress) {
		progress.Invoke(p.Bytes, p.Responses+p.Drafts+p.Refused)
	}
	result, err := json.Marshal(engine.Read(context.Background(), req))
	if err != nil {
		result = []byte(`{"error":"the result could not be written"}`)
	}
	done.Invoke(string(result))
}

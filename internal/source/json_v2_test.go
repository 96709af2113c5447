//go:build goexperiment.jsonv2

package source

// exactReference is false because the experiment changes the offset of syntax errors in
// encoding/json, and how much of a value is read before one is found.
const exactReference = false

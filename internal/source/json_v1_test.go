//go:build !goexperiment.jsonv2

package source

// exactReference is true if encoding/json reports the offset of a syntax error that the
// parser reports, too.
const exactReference = true

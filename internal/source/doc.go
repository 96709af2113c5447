// Package source turns the bytes of a YAML or JSON document into one positioned
// tree, and the tree into Go values.
//
// Reading has two steps. [Parse] checks the encoding and the limits, reads the
// syntax and returns a [Node] tree in which every key and value has a line and a
// column. [Decode] walks the tree beside a Go struct and sets what fits. Both
// report what does not fit as problems (package problem) and carry on where they can, so a
// document's mistakes come out together. A [Parser] reads many documents in the memory of
// one.
//
// YAML and JSON are read with the same strictness: unknown, duplicate and
// wrongly-cased keys are issues in both. Of YAML only the part that JSON can say
// as well is accepted: no aliases, no merge keys, no tags, one document. A plain
// YAML scalar is text wherever text is wanted, so 7.10 stays "7.10".
//
// JSON has its own reader, because encoding/json tells neither where a key stands nor
// that it stands there twice. The texts in its tree are parts of one copy of the
// document: who keeps a few of them for long clones them.
//
// The struct is the contract. Its json tags name the keys, a key without
// omitzero is required, and the rule tag names one of the [Rules] that the value
// must keep. The JSON Schemas are made from the same tags, which is why a schema
// and the loader agree.
//
// It is the only package that imports yaml.v3.
package source

// Package source turns the bytes of a YAML or JSON document into one positioned
// tree, and the tree into Go values.
//
// Reading has two steps. [Parse] checks the encoding and the limits, reads the
// syntax and returns a [Node] tree in which every key and value has a line and a
// column. [Decode] sets the fields of a Go struct from the tree. Both report mistakes as
// problems (package problem) and continue if they can, so that the mistakes of a document
// are reported together. A [Parser] reads many documents and reuses its memory.
//
// YAML and JSON are read with the same strictness: unknown, duplicate and wrongly-cased
// keys are problems in both. Only the part of YAML that JSON can express is accepted: no
// aliases, no merge keys, no tags, one document. An unquoted YAML scalar is text if the
// field needs text, so 7.10 stays "7.10".
//
// JSON has a custom reader, because encoding/json gives no positions of keys and accepts
// duplicate keys. The texts in the tree share the memory of one copy of the document, so
// clone a text before keeping it for long.
//
// The struct defines the document. Its json tags name the keys, a key without omitzero is
// required, and the rule tag names a [Rule] for the value. The JSON Schemas are made from
// the same tags, so that schemas and loaders agree.
//
// The package also has the functions for small texts that several packages read: days
// ([IsDate]), language tags ([IsLanguageTag]) and byte order marks ([TrimByteOrderMark]).
//
// It is the only package that imports yaml.v3.
package source

package source

import (
	"bytes"
	"encoding/json"
)

// Marshal is json.Marshal without the escaping of <, > and &, so that documents stay
// readable.
func Marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	// Parse refuses U+007F unless it is escaped, and encoding/json does not escape it.
	data := bytes.ReplaceAll(b.Bytes(), []byte{0x7f}, []byte(`\u007f`))
	return bytes.TrimSuffix(data, []byte{'\n'}), nil
}

package contract

import (
	"bytes"
	"fmt"
	"os/exec"
	"regexp"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/waymark-go/waymark/internal/source"
)

// ecma compiles a pattern of ECMA-262 as the Go loaders do.
func ecma(pattern string) (jsonschema.Regexp, error) {
	return regexp.Compile(source.Expression(pattern))
}

// compile compiles a schema with the Go validator.
func compile(name string, schema []byte) (*jsonschema.Schema, error) {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(schema))
	if err != nil {
		return nil, err
	}
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	c.UseRegexpEngine(ecma)
	if err := c.AddResource(name, doc); err != nil {
		return nil, err
	}
	return c.Compile(name)
}

// accepts says whether the Go validator accepts a document.
func accepts(s *jsonschema.Schema, document []byte) bool {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(document))
	return err == nil && s.Validate(doc) == nil
}

// judge is a validator in another language, which runs in a separate process.
type judge struct {
	name    string
	command []string
}

// judges returns the validators. Python is the first one that has the package
// jsonschema: of two Pythons on a machine, the Debian package belongs to one.
func judges() []judge {
	interpreter := "python3"
	for _, candidate := range []string{"python3", "/usr/bin/python3"} {
		if exec.Command(candidate, "-c", "from jsonschema import Draft202012Validator").Run() == nil {
			interpreter = candidate
			break
		}
	}
	return []judge{
		{"ajv", []string{"node", "validate.mjs"}},
		{"python-jsonschema", []string{interpreter, "validate.py"}},
	}
}

// line is a document with the name of the schema to hold it against.
type line struct {
	schema   string
	document []byte
}

// verdicts returns which documents the validator accepts by the schemas in a
// directory.
func (j judge) verdicts(dir string, lines []line) ([]bool, error) {
	var in, stderr bytes.Buffer
	for _, l := range lines {
		fmt.Fprintf(&in, "%s\t%s\n", l.schema, l.document)
	}
	cmd := exec.Command(j.command[0], append(j.command[1:], dir)...)
	cmd.Stdin, cmd.Stderr = &in, &stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("%s: %w\n%s", j.name, err, stderr.Bytes())
	}
	var verdicts []bool
	for verdict := range strings.FieldsSeq(string(out)) {
		verdicts = append(verdicts, verdict == "1")
	}
	if len(verdicts) != len(lines) {
		return nil, fmt.Errorf("%s judged %d documents of %d", j.name, len(verdicts), len(lines))
	}
	return verdicts, nil
}

package engine_test

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/examples/wasm/engine"
)

func TestRead(t *testing.T) {
	const data = "../../../testdata/"
	for _, test := range []struct {
		file, language, policy string
		responses, refused     uint64
		problem                string // where the first one is
		report, err            string // parts
	}{
		{data + "district-2023.2.ndjson", "en", "public", 240, 0, "", "Families", ""},
		{data + "district-2023.2.ndjson", "es", "public", 240, 0, "", `lang="es"`, ""},
		{data + "team-2023.2.ndjson", "en", "internal", 4, 0, "", "For internal use", ""},
		{data + "sheets/google-forms-es.csv", "es", "internal", 3, 0, "", `lang="es"`, ""},
		{data + "broken/responses-2023.2.ndjson", "en", "public", 1, 12, "responses-2023.2.ndjson:", "", ""},
		{data + "sheets/broken-quotes.csv", "en", "internal", 0, 0, "broken-quotes.csv:", "", ""},
		{data + "district-2023.2.ndjson", "xx", "public", 240, 0, "", "", "not available"},
		{data + "district-2023.2.ndjson", "en", "secret", 0, 0, "", "", "policies"},
	} {
		in, err := os.ReadFile(test.file)
		if err != nil {
			t.Fatal(err)
		}
		name := test.file[strings.LastIndex(test.file, "/")+1:]
		res := engine.Read(t.Context(), engine.Request{Name: name, Data: in, Language: test.language, Policy: test.policy})
		if test.problem == "" && (res.Responses != test.responses || res.Refused != test.refused || len(res.Problems) > 0) {
			t.Errorf("%s: %d responses, %d refused, problems %v", name, res.Responses, res.Refused, res.Problems)
		}
		if test.problem != "" && (len(res.Problems) == 0 || !strings.HasPrefix(res.Problems[0].Where, test.problem) || res.ProblemCount == 0) {
			t.Errorf("%s: problems %v", name, res.Problems)
		}
		if !strings.Contains(res.Report, test.report) || !strings.Contains(res.Error, test.err) || test.err == "" && res.Error != "" {
			t.Errorf("%s in %s: error %q, report of %d bytes without %q", name, test.language, res.Error, len(res.Report), test.report)
		}
	}
}

func TestManyProblems(t *testing.T) {
	data := bytes.Repeat([]byte("{}\n"), 1000)
	res := engine.Read(t.Context(), engine.Request{Name: "bad.ndjson", Data: data, Language: "en", Policy: "public", Progress: func(assess.CollectProgress) {}})
	if res.ProblemCount <= uint64(len(res.Problems)) || len(res.Problems) != 200 || res.Refused != 1000 || res.Report != "" {
		t.Errorf("%d of %d problems, %d refused", len(res.Problems), res.ProblemCount, res.Refused)
	}
}

package cli_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/examples/internal/cli"
	"github.com/waymark-go/waymark/rubric/cei"
)

func TestForms(t *testing.T) {
	translations, notes, err := new(cli.Rubrics).Translations(cei.Latest())
	if err != nil || len(notes) > 0 {
		t.Fatal(err, notes)
	}
	files, err := cli.Forms(cei.Latest(), translations)
	if err != nil {
		t.Fatal(err)
	}
	again, err := cli.Forms(cei.Latest(), translations)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for i, f := range files {
		names = append(names, f.Name)
		if len(f.Data) == 0 || !bytes.Equal(f.Data, again[i].Data) {
			t.Errorf("%s is empty or differs from call to call", f.Name)
		}
		if strings.HasSuffix(f.Name, ".json") != json.Valid(f.Data) {
			t.Errorf("%s is not what its name says", f.Name)
		}
	}
	want := []string{
		"response-cei-2023.2.ui.json", "response-cei-2023.2.es.schema.json", "response-cei-2023.2.es.ui.json",
		"forms/cei-2023.2.surveyjs.json", "forms/cei-2023.2.case.json", "forms/cei-2023.2.case-package.json", "forms/cei-2023.2.responses.csv",
		"forms/cei-2023.2.xlsform-survey.csv", "forms/cei-2023.2.xlsform-choices.csv", "forms/cei-2023.2.xlsform-settings.csv",
		"forms/cei-2023.2.losses.json",
	}
	if diff := cmp.Diff(want, names); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
	for _, version := range cei.Editions() {
		r, err := cei.Edition(version)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := cli.Forms(r, nil); err != nil {
			t.Error(err)
		}
	}
}

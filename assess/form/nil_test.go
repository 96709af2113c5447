package form_test

import (
	"strings"
	"testing"

	"github.com/waymark-go/waymark/assess/form"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
)

// Functions return an error if the rubric is nil.
func TestNoRubric(t *testing.T) {
	none := &form.Options{Translations: []*rubric.Rubric{nil}}
	for name, call := range map[string]func() error{
		"SurveyJS":    func() error { _, _, err := form.SurveyJS(nil, nil); return err },
		"XLSForm":     func() error { _, _, err := form.XLSForm(nil, nil); return err },
		"CASE":        func() error { _, _, err := form.CASE(nil, nil); return err },
		"CASEPackage": func() error { _, _, err := form.CASEPackage(nil, nil); return err },
		"EmptySheet":  func() error { _, err := form.EmptySheet(nil, nil); return err },
		"XLSFormAnswers": func() error {
			_, err := form.XLSFormAnswers(nil, nil)
			return err
		},
		"SurveyJSAnswers": func() error {
			for _, err := range form.SurveyJSAnswers(nil, "a.json", strings.NewReader("{}"), nil) {
				return err
			}
			return nil
		},
		"a translation": func() error { _, _, err := form.SurveyJS(cei.Latest(), none); return err },
	} {
		if err := call(); err == nil || !strings.Contains(err.Error(), "nil") {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

package formwords_test

import (
	"reflect"
	"testing"

	"github.com/waymark-go/waymark/internal/formwords"
)

func TestIn(t *testing.T) {
	for tag, want := range map[string]string{"en": "en", "es": "es", "es-MX": "es", "ES": "es", "est": "en", "vi": "en", "": "en"} {
		if got := formwords.In(tag).Language; got != want {
			t.Errorf("In(%q) is in %s, want %s", tag, got, want)
		}
	}
}

// Every language has all words.
func TestComplete(t *testing.T) {
	for _, tag := range []string{"en", "es"} {
		w := reflect.ValueOf(*formwords.In(tag))
		for i := range w.NumField() {
			field := w.Field(i)
			empty := field.IsZero()
			if field.Kind() == reflect.Struct {
				empty = field.Field(0).IsZero() || field.Field(1).IsZero()
			}
			if empty {
				t.Errorf("%s has no %s", tag, w.Type().Field(i).Name)
			}
		}
	}
}

package terminal_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/waymark-go/waymark/internal/terminal"
)

func env(pairs map[string]string) func(string) string {
	return func(name string) string { return pairs[name] }
}

func TestColumnsOfFile(t *testing.T) {
	t.Setenv("COLUMNS", "100")
	f, err := os.Create(filepath.Join(t.TempDir(), "out"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if n, ok := terminal.Columns(f); n != 0 || ok {
		t.Errorf("Columns of a plain file = %d, %v, want 0, false", n, ok)
	}
	if n, ok := terminal.Columns(nil); n != 0 || ok {
		t.Errorf("Columns(nil) = %d, %v, want 0, false", n, ok)
	}
}

func TestWantsColor(t *testing.T) {
	tests := []struct {
		name string
		env  map[string]string
		want bool
	}{
		{"nothing set", nil, false},
		{"terminal", map[string]string{"TERM": "xterm-256color"}, true},
		{"dumb", map[string]string{"TERM": "dumb"}, false},
		{"refused", map[string]string{"TERM": "xterm", "NO_COLOR": "1"}, false},
		{"refused by any value", map[string]string{"TERM": "xterm", "NO_COLOR": "0"}, false},
		{"empty is not set", map[string]string{"TERM": "xterm", "NO_COLOR": ""}, true},
		{"Windows Terminal", map[string]string{"WT_SESSION": "x"}, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := terminal.WantsColor(env(tt.env)); got != tt.want {
				t.Errorf("WantsColor = %v, want %v", got, tt.want)
			}
		})
	}
}

func TestASCIIOnly(t *testing.T) {
	tests := []struct {
		env  map[string]string
		want bool
	}{
		{nil, false},
		{map[string]string{"LANG": "en_US.UTF-8"}, false},
		{map[string]string{"LANG": "C.utf8"}, false},
		{map[string]string{"LANG": "C"}, true},
		{map[string]string{"LC_ALL": "POSIX", "LANG": "en_US.UTF-8"}, true},
		{map[string]string{"LC_CTYPE": "es_US.UTF-8", "LANG": "C"}, false},
	}
	for _, tt := range tests {
		if got := terminal.ASCIIOnly(env(tt.env)); got != tt.want {
			t.Errorf("ASCIIOnly(%v) = %v, want %v", tt.env, got, tt.want)
		}
	}
}

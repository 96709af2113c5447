package main

import (
	"strings"
	"testing"
)

func TestFileName(t *testing.T) {
	tests := []struct{ name, want string }{
		{"", "_"},
		{"19-64733", "19-64733"},
		{"Año 1", "_41_c3_b1o_201"},
		{"../../etc/passwd", "_2e_2e_2f_2e_2e_2fetc_2fpasswd"},
		{`..\x`, "_2e_2e_5cx"},
		{".", "_2e"},
		{"-rf", "_2drf"},
		{"_", "_5f"},
		{"_5f", "_5f5f"},
		{"con", "_63on"},
		{"com1", "_63om1"},
		{"con-1", "con-1"},
		{"CON", "_43_4f_4e"},
		{"a\x00b\n", "a_00b_0a"},
		{"100%", "100_25"},
		{"gs://bucket/a.ndjson.gz", "gs_3a_2f_2fbucket_2fa_2endjson_2egz"},
	}
	for _, tt := range tests {
		got := fileName(tt.name)
		if got != tt.want {
			t.Errorf("fileName(%q) = %q, want %q", tt.name, got, tt.want)
		}
		if back, ok := nameOf(got); !ok || back != tt.name {
			t.Errorf("nameOf(%q) = %q, %v; want %q", got, back, ok, tt.name)
		}
	}
}

func TestFileNameLong(t *testing.T) {
	for _, name := range []string{strings.Repeat("a", maxName), strings.Repeat("長", 22)} {
		if back, ok := nameOf(fileName(name)); !ok || back != name {
			t.Errorf("%q does not come back from %q", name, fileName(name))
		}
	}
	names := make(map[string]string)
	for _, end := range []string{"x", "y", "X", "é"} {
		name := strings.Repeat("長", 200) + end
		file := fileName(name)
		if len(file) != maxName {
			t.Errorf("the file name of %d bytes has %d, want %d", len(name), len(file), maxName)
		}
		if other, ok := names[file]; ok {
			t.Errorf("%q and %q share %s", name, other, file)
		}
		names[file] = name
		if back, ok := nameOf(file); ok {
			t.Errorf("a name that was cut came back as %q", back)
		}
	}
}

func TestNameOfRefuses(t *testing.T) {
	for _, file := range []string{"__", "a_", "a_4", "_4G", "_61", "_5F", "A", "a.b", "../a", "-a", "con", "é"} {
		if name, ok := nameOf(file); ok {
			t.Errorf("nameOf(%q) = %q, want none", file, name)
		}
	}
}

func FuzzFileName(f *testing.F) {
	for _, name := range append(organizations, "\xff", "_5f", "COM9", "lpt0") {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		file := fileName(name)
		if len(file) > maxName {
			t.Fatalf("%d bytes", len(file))
		}
		if i := strings.IndexFunc(file, func(r rune) bool {
			return !strings.ContainsRune("abcdefghijklmnopqrstuvwxyz0123456789-_", r)
		}); i >= 0 {
			t.Fatalf("%q has %q", file, file[i:])
		}
		if strings.Contains(file, "__") {
			return
		}
		if back, ok := nameOf(file); !ok || back != name {
			t.Fatalf("%q came back from %q as %q, %v", name, file, back, ok)
		}
	})
}

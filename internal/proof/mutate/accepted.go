package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"

	"gopkg.in/yaml.v3"
)

// accepted are mutants that are known to survive, by key, with the reason.
type accepted map[string]string

// readAccepted reads a list of accepted survivors.
func readAccepted(file string) (accepted, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var groups []struct {
		Reason  string   `yaml:"reason"`
		Mutants []string `yaml:"mutants"`
	}
	d := yaml.NewDecoder(bytes.NewReader(data))
	d.KnownFields(true)
	if err := d.Decode(&groups); err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	all := make(accepted)
	for _, g := range groups {
		if g.Reason == "" || len(g.Mutants) == 0 {
			return nil, fmt.Errorf("%s: a group needs a reason and mutants: %q %q", file, g.Reason, g.Mutants)
		}
		for _, m := range g.Mutants {
			if all[m] != "" {
				return nil, fmt.Errorf("%s: %q is listed twice", file, m)
			}
			all[m] = g.Reason
		}
	}
	return all, nil
}

package assess

import (
	"sync"

	"github.com/waymark-go/waymark/assess"
)

// common is what all responses of a wave have in common. Several goroutines add responses.
type common struct {
	mu           sync.RWMutex
	any          bool
	organization string // "" if they differ or one has none
	first, last  string // days; "" if a response has none
}

// key adds a response and returns the key of its group, which is always the same.
func (c *common) key(key []byte, h *assess.ResponseHeader) []byte {
	c.mu.RLock()
	known := c.any && (c.organization == "" || c.organization == string(h.Organization)) &&
		(c.first == "" || len(h.Date) > 0 && c.first <= string(h.Date) && string(h.Date) <= c.last)
	c.mu.RUnlock()
	if !known {
		c.add(string(h.Organization), string(h.Date))
	}
	return key
}

// add adds a response.
func (c *common) add(organization, date string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.any {
		c.any, c.organization, c.first, c.last = true, organization, date, date
		return
	}
	if c.organization != organization {
		c.organization = ""
	}
	if c.first == "" || date == "" {
		c.first, c.last = "", ""
		return
	}
	c.first, c.last = min(c.first, date), max(c.last, date)
}

// date returns the day, the month or the months of the responses, "" if a response has no date.
func (c *common) date() string {
	switch {
	case c.first == c.last:
		return c.first
	case c.first[:7] == c.last[:7]:
		return c.first[:7]
	}
	return c.first[:7] + "/" + c.last[:7]
}

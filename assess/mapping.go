package assess

import "github.com/waymark-go/waymark/assess/internal/sheet"

// Mapping is TODO.
type Mapping struct{}

func (m *Mapping) addTo(o *sheet.Options) {}

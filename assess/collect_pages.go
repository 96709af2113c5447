package assess

// pages hands out room of any size from larger pieces of memory, which stay where they
// are. What is in them is found by number, so that the garbage collector has no pointers
// to follow, however many groups there are.
type pages struct {
	pages [][]byte
	open  int // index of the page that has room left
	used  int // of its bytes
}

// pageRef is the number of a page, from 1, and a place in the page; 0 for none.
type pageRef uint64

const (
	pageBits  = 15
	pageBytes = 1 << pageBits
)

// at returns what begins at a place. It ends with the page.
func (p *pages) at(r pageRef) []byte { return p.pages[r>>pageBits-1][r%pageBytes:] }

// room returns where there is room for so many bytes, which are zero. What might leave
// much of a page empty has one to itself.
func (p *pages) room(n int) pageRef {
	if n > pageBytes/4 {
		p.add(n)
		return pageRef(len(p.pages)) << pageBits
	}
	if p.used == 0 || p.used+n > pageBytes {
		p.open, p.used = len(p.pages), 0
		p.add(pageBytes)
	}
	r := pageRef(p.open+1)<<pageBits + pageRef(p.used)
	p.used += n
	return r
}

// add adds a page. It is written to at once, since memory that is read before it is
// written the system provides twice.
func (p *pages) add(size int) {
	page := make([]byte, size)
	clear(page)
	p.pages = append(p.pages, page)
}

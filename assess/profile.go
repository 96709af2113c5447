package assess

import (
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/spectrum"
)

// ResponseProfile summarizes one response, domain by domain in printed order.
type ResponseProfile struct {
	Domains []DomainProfile
}

// DomainProfile summarizes one domain of a response.
type DomainProfile struct {
	Domain *rubric.Domain
	// Stages is how many of the domain's competencies are rated at each stage; its
	// median is the domain's, an interval when it falls between two stages.
	Stages spectrum.Distribution
	// NonAnswers counts the competencies without a stage. With Stages.N() they add
	// up to the domain's competencies, which is the coverage.
	NonAnswers NonAnswers
	// Floor is the highest stage that every rated competency has reached, the zero
	// Stage when none is rated.
	Floor        spectrum.Stage
	Competencies []CompetencyProfile
}

// CompetencyProfile is one competency of a response.
type CompetencyProfile struct {
	Competency *rubric.Competency
	Rating     Rating
	// Stage is the rated stage and Next the one above it; either may be the zero
	// Stage.
	Stage, Next spectrum.Stage
	// NextDescriptor is the descriptor of the competency at the next stage;
	// it may be "".
	NextDescriptor string
}

// Profile returns a summary of the response. It is for the rater and for those to whom
// the rater shows it; it is not a published result.
func (p *Response) Profile() ResponseProfile {
	var profile ResponseProfile
	for d := range p.rubric.Domains() {
		profile.Domains = append(profile.Domains, p.domainProfile(d))
	}
	return profile
}

func (p *Response) domainProfile(d *rubric.Domain) DomainProfile {
	dp := DomainProfile{Domain: d}
	counts := make([]uint64, p.rubric.Spectrum().Len())
	for c := range d.Competencies() {
		cp := CompetencyProfile{Competency: c, Rating: p.Rating(c)}
		if s, ok := cp.Rating.Stage(p.rubric.Spectrum()); ok {
			counts[s.Rank()-1]++
			if dp.Floor.IsZero() || s.Compare(dp.Floor) < 0 {
				dp.Floor = s
			}
			cp.Stage = s
			cp.Next, _ = s.Next()
			cp.NextDescriptor, _ = c.Descriptor(cp.Next)
		} else if cp.Rating != NotAsked {
			dp.NonAnswers.count(cp.Rating)
		}
		dp.Competencies = append(dp.Competencies, cp)
	}
	// As many counts as stages, and no more of them than competencies: there is
	// nothing to refuse.
	dp.Stages, _ = p.rubric.Spectrum().Distribution(counts...)
	return dp
}

// count adds one non-answer.
func (n *NonAnswers) count(r Rating) {
	switch r {
	case NotApplicable:
		n.NotApplicable++
	case DontKnow:
		n.DontKnow++
	case Declined:
		n.Declined++
	default:
		n.NotAnswered++
	}
}

package file

import "seika/model"

// Version is the version of the format that is written. It rises only when an older reader would misread a file; members
// that an older reader may pass over are added without.
const Version = 1

// Newer says that the model comes from a file of a newer version. It can be looked at, but must not be saved as *.seika:
// what this program does not understand might be broken.
func Newer(g *model.Graph) bool { return g.Meta().Version > Version }

// settle brings what was read from a file of an older version to the present one, member by member, before anything is
// checked. This is the one place for it: unknown members are in the Extra of their records. There is no older version yet.
func settle(r *model.Records) {
	if r.Meta.Version <= Version {
		r.Meta.Version = 0
	}
}

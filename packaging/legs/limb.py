"""The left limb: posed, cut out of the body, subdivided and gently sculpted, with its axis and landmarks."""

import numpy as np
from mesh import catmull_clark, normals, shaped_body, triangles
from sculpt import Axis, sculpt

SHAPE = {"gender": 0.25, "muscle": 0.62, "weight": 0.48, "proportions": 0.7}
ADDUCTION = 5.5  # degrees; the stance of the base mesh is too wide
SUBDIVISIONS = 3
ARM = ("arm", "hand", "finger", "metacarpal", "wrist", "shoulder", "clavicle")


def _about_y(degrees):
    a = np.radians(degrees)
    return np.array([[np.cos(a), 0, np.sin(a)], [0, 1, 0], [-np.sin(a), 0, np.cos(a)]])


def _posed(vertices, joints, weights):
    """The left leg turned inwards about the hip and its foot levelled again, by linear blend skinning."""
    total = sum(weights.values())
    total[total == 0] = 1
    leg = sum(w for b, w in weights.items() if b.endswith(".L") and b.startswith(("upperleg", "lowerleg", "foot", "toe")))
    foot = sum(w for b, w in weights.items() if b.endswith(".L") and b.startswith(("foot", "toe")))
    moving = [j for j in joints if j.startswith("l-") and any(t in j for t in ("knee", "ankle", "foot", "toe"))]
    hip, turn = joints["l-upper-leg"], _about_y(ADDUCTION)
    vertices = vertices + (leg / total)[:, None] * ((vertices - hip) @ turn.T + hip - vertices)
    joints = joints | {j: (joints[j] - hip) @ turn.T + hip for j in moving}
    ankle, turn = joints["l-ankle"], _about_y(-ADDUCTION)
    vertices = vertices + (foot / total)[:, None] * ((vertices - ankle) @ turn.T + ankle - vertices)
    return vertices, joints | {j: (joints[j] - ankle) @ turn.T + ankle for j in moving if "foot" in j or "toe" in j}


class Limb:
    """`vertices`, `normals` (n, 3), `triangles` (m, 3), `joints` mm; `groin` is the height of the perineum, mm."""

    def __init__(self, source):
        vertices, quads, joints = shaped_body(source, **SHAPE)
        weights = source.weights(len(vertices))
        arm = sum(w for bone, w in weights.items() if any(t in bone for t in ARM))
        vertices, joints = _posed(vertices, joints, weights)
        corner = vertices[quads]
        # 40 mm past the midline, so that the normals at x = 0 are right
        keep = (corner[:, :, 2].max(1) < 1100) & (arm[quads].max(1) < 0.5) & (corner[:, :, 0].max(1) > -40)
        used, local = np.unique(quads[keep], return_inverse=True)
        vertices, quads = catmull_clark(vertices[used], local.reshape(-1, 4), SUBDIVISIONS)
        sole = np.array([0, 0, vertices[:, 2].min()])
        vertices, self.joints = vertices - sole, {name: at - sole for name, at in joints.items()}
        self.triangles = triangles(quads)
        middle = vertices[(np.abs(vertices[:, 0]) < 1.5) & (vertices[:, 2] > 600)]
        self.groin = middle[:, 2].min()
        self.axis = Axis(vertices, self.triangles, self.joints, self.groin - 8)
        raised, self.surface = sculpt(vertices, self.triangles, self.axis, self.joints, self.groin)
        self.vertices = vertices + raised[:, None] * normals(vertices, self.triangles)
        self.normals = normals(self.vertices, self.triangles)
        centre = self.vertices[self.triangles].mean(1)
        self.in_foot = centre[:, 2] < self.joints["l-ankle"][2] + 60
        self.in_limb = (centre[:, 0] > 0) & (centre[:, 2] < self.groin + 200)

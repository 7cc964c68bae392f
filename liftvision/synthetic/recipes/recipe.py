"""What a rendered clip shows, in numbers that can be dialled: the recipe of a clip.

World frame everywhere in this room: metres, origin on the floor between the ankles of the lifter
at the bar; x to the lifter's left, y up, z forward (where the toes point).
"""

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Sex: TypeAlias = Literal["female", "male"]
Ancestry: TypeAlias = Literal["african", "asian", "caucasian", "mixed"]
LiftKind: TypeAlias = Literal["conventional", "sumo", "romanian", "standing", "toe_touch"]
Start: TypeAlias = Literal["set_up", "standing", "walk_in"]
Ending: TypeAlias = Literal["set_up", "standing", "walk_out"]
Lowering: TypeAlias = Literal["lowered", "dropped"]
Floor: TypeAlias = Literal["dead_stop", "touch_and_go"]
Plates: TypeAlias = Literal["competition", "black", "iron", "none"]
Shirt: TypeAlias = Literal["tank", "tee", "long_sleeve"]
Legwear: TypeAlias = Literal["shorts", "leggings", "trousers"]
Hair: TypeAlias = Literal["bald", "short", "bun", "long"]
Room: TypeAlias = Literal["gym", "garage", "platform"]
Light: TypeAlias = Literal["day", "evening", "night"]
Split: TypeAlias = Literal["train", "validation", "test"]


@dataclass(frozen=True)
class BodyRecipe:
    """Who lifts.

    Attributes
    ----------
    sex, ancestry
        Of the body.
    age_years
        18 to 80.
    height_m
        Standing, barefoot, 1.45 to 2.05.
    muscle, weight
        0 (least) to 1 (most); .5 is the average.
    legs, arms, torso
        Length against the average body of that height, -1 (short) to 1 (long).
    """

    sex: Sex = "male"
    ancestry: Ancestry = "mixed"
    age_years: float = 28.0
    height_m: float = 1.76
    muscle: float = 0.7
    weight: float = 0.5
    legs: float = 0.0
    arms: float = 0.0
    torso: float = 0.0


@dataclass(frozen=True)
class WardrobeRecipe:
    """What the lifter wears.

    Attributes
    ----------
    looseness
        0 (skin-tight) to 1 (very loose); from .35 on the truth calls the clothes loose.
    shirt, legwear, hair
        Kinds.
    shirt_colour, legwear_colour, shoe_colour, hair_colour
        ``#rrggbb``.
    skin_tone
        0 (lightest) to 1 (darkest).
    belt
        A lifting belt.
    """

    looseness: float = 0.2
    shirt: Shirt = "tee"
    legwear: Legwear = "shorts"
    hair: Hair = "short"
    shirt_colour: str = "#4a5563"
    legwear_colour: str = "#16181d"
    shoe_colour: str = "#20242c"
    hair_colour: str = "#2a1d14"
    skin_tone: float = 0.3
    belt: bool = False


@dataclass(frozen=True)
class Faults:
    """Each fault as a dial; zero is none. Left and right are the lifter's own.

    Attributes
    ----------
    lumbar_drift_deg
        Lumbar flexion that comes in between lift-off and knee height.
    unfolding
        When the spine unfolds: -1 (as early as it can) to 1 (only at the top); 0 evenly.
    upper_back_deg
        Thoracic flexion beyond standing.
    hips_shoot_up_deg
        How far the trunk pitches forward between lift-off and knee height because the hips rise
        first.
    knee_valgus_l_deg, knee_valgus_r_deg
        Inward frontal-plane projection angle of that knee at its worst, between lift-off and
        lockout; enough of it brings the knee inside the ankle.
    bar_drift_m
        How far the bar swings forward of its straight path.
    bar_wobble_m
        Amplitude of its waver forward and backward.
    bar_off_midfoot_m
        How far the bar stands in front of mid-foot at lift-off, beyond where it belongs.
    soft_lockout_deg
        Knee and hip flexion that is left at the top.
    lean_back_deg
        How far the trunk leans backward at the top.
    hip_shift_m
        How far the pelvis moves to the lifter's left during the pull.
    bar_tilt_deg
        Left end of the bar higher than the right during the pull.
    heel_lift_m
        How far the heels come off the floor early in the pull.
    """

    lumbar_drift_deg: float = 0.0
    unfolding: float = 0.0
    upper_back_deg: float = 0.0
    hips_shoot_up_deg: float = 0.0
    knee_valgus_l_deg: float = 0.0
    knee_valgus_r_deg: float = 0.0
    bar_drift_m: float = 0.0
    bar_wobble_m: float = 0.0
    bar_off_midfoot_m: float = 0.0
    soft_lockout_deg: float = 0.0
    lean_back_deg: float = 0.0
    hip_shift_m: float = 0.0
    bar_tilt_deg: float = 0.0
    heel_lift_m: float = 0.0


@dataclass(frozen=True)
class MovementRecipe:
    """What the lifter does.

    Attributes
    ----------
    lift
        Kind of lift; ``standing`` and ``toe_touch`` are done without a bar.
    reps
        1 to 5.
    start, ending
        From where to where the clip goes: holding the bar, standing at it, or walking to and
        from it.
    lumbar_setup_deg
        Lumbar flexion at the set-up against standing, -10 to 75; lifters at 70 % of their best
        set up with some 33 (Bengtsson 2022), which counts as neutral.
    knee_setup_deg
        Knee flexion at lift-off, 15 to 110; None: what is usual for the lift.
    pull_s
        Duration from lift-off to lockout, 0.5 (light) to 6 (near maximal).
    sticking
        How far the bar slows down in the sticking region: 0 (not at all) to 0.9.
    lowering, lowering_s
        How the bar comes down, and in how long.
    floor, floor_pause_s, hold_s
        What happens between reps on the floor, and how long the hold at the top is.
    stance_m, toe_out_deg, grip_m
        Between the ankles, of each foot, and between the hands; None: what is usual.
    variation
        How unlike each other reps are: 0 (identical) to 1.
    faults
        What goes wrong.
    """

    lift: LiftKind = "conventional"
    reps: int = 2
    start: Start = "set_up"
    ending: Ending = "set_up"
    lumbar_setup_deg: float = 33.0
    knee_setup_deg: float | None = None
    pull_s: float = 1.4
    sticking: float = 0.0
    lowering: Lowering = "lowered"
    lowering_s: float = 1.2
    floor: Floor = "dead_stop"
    floor_pause_s: float = 0.8
    hold_s: float = 0.7
    stance_m: float | None = None
    toe_out_deg: float | None = None
    grip_m: float | None = None
    variation: float = 0.1
    faults: Faults = field(default_factory=Faults)


@dataclass(frozen=True)
class CameraRecipe:
    """From where, and how steadily, the lift is filmed.

    Attributes
    ----------
    yaw_deg
        Where the lifter faces as the camera sees it: 0 to the camera, +90 to the picture's
        right, -90 to its left, 180 away.
    distance_m, height_m
        Of the camera from the lifter along the floor (2.5 to 6), and above it (0.4 to 1.6).
    focal_mm
        For a 36 mm wide picture (its long side), as phones state it: 24 to 70.
    pan_deg, tilt_deg, roll_deg
        By how much the camera is aimed beside the lifter's middle, and held askew.
    shake_deg
        Standard deviation of the hand's tremble and drift; 0 on a tripod.
    """

    yaw_deg: float = 90.0
    distance_m: float = 3.6
    height_m: float = 1.0
    focal_mm: float = 26.0
    pan_deg: float = 0.0
    tilt_deg: float = 0.0
    roll_deg: float = 0.0
    shake_deg: float = 0.0


@dataclass(frozen=True)
class SceneRecipe:
    """Where the lift is filmed.

    Attributes
    ----------
    room, light
        Kinds.
    plates
        On the bar: IWF colours and black are 450 mm wide, iron ones `iron_diameter_m`.
    iron_diameter_m
        0.2 to 0.4.
    people
        Others in the room, 0 to 3.
    spotter
        One of them stands by the lifter.
    rack
        A rack beside the lifter.
    clutter
        Plates and dumbbells lying about: 0 (none) to 1.
    seed
        For where things stand, and the colours of the room.
    """

    room: Room = "gym"
    light: Light = "day"
    plates: Plates = "competition"
    iron_diameter_m: float = 0.32
    people: int = 0
    spotter: bool = False
    rack: bool = True
    clutter: float = 0.4
    seed: int = 0


@dataclass(frozen=True)
class VideoRecipe:
    """What the phone makes of it.

    Attributes
    ----------
    width, height
        px.
    fps
        24 to 60.
    variable_frame_rate
        Frames come at uneven times and some are left out, as phones do in bad light.
    blur_px
        Standard deviation of the lens's blur.
    shutter
        How much of a frame's time the shutter is open, 0 (no motion blur) to 1.
    noise
        Standard deviation of the sensor's noise, 0-255.
    crf
        Constant rate factor of the H.264 coder: 18 (clean) to 40 (blocky).
    caption
        Text laid over the picture, as social networks do; empty for none.
    """

    width: int = 1280
    height: int = 720
    fps: float = 30.0
    variable_frame_rate: bool = False
    blur_px: float = 0.6
    shutter: float = 0.0
    noise: float = 2.0
    crf: int = 26
    caption: str = ""


@dataclass(frozen=True)
class Recipe:
    """Everything that makes a clip; the same recipe makes the same clip.

    Attributes
    ----------
    title
        One line: what the clip shows.
    seed
        For everything random that has no seed of its own: tremble, noise, variation.
    split
        What the clip may be used for: bodies and scenes of one split occur in no other.
    """

    title: str = ""
    seed: int = 0
    split: Split = "train"
    body: BodyRecipe = field(default_factory=BodyRecipe)
    wardrobe: WardrobeRecipe = field(default_factory=WardrobeRecipe)
    movement: MovementRecipe = field(default_factory=MovementRecipe)
    camera: CameraRecipe = field(default_factory=CameraRecipe)
    scene: SceneRecipe = field(default_factory=SceneRecipe)
    video: VideoRecipe = field(default_factory=VideoRecipe)

using Lfr.Inference.Faces;
using Lfr.Inference.Pipeline;

namespace Lfr.Tests.Pipeline;

public class FaceTrackerTests
{
    private readonly FaceTracker tracker = new(4);

    [Fact]
    public void Face_ThatMovesSteadily_KeepsItsTrack()
    {
        Step(0, Face(100));
        var track = Assert.Single(tracker.Tracks.ToArray());
        for (var i = 1; i < 20; i++)
            Step(i, Face(100 + (i * 15)));
        Assert.Same(track, Assert.Single(tracker.Tracks.ToArray()));
    }

    [Fact]
    public void TwoFaces_ThatPassEachOther_KeepTheirTracks()
    {
        Step(0, Face(100), Face(400, y: 130));
        var (left, right) = (tracker.Tracks[0], tracker.Tracks[1]);
        for (var i = 1; i <= 20; i++)
            Step(i, Face(100 + (i * 15)), Face(400 - (i * 15), y: 130));
        Assert.Equal(400, left.Box.X);
        Assert.Equal(100, right.Box.X);
    }

    [Fact]
    public void Face_HiddenForAMoment_KeepsItsTrack_AndForLonger_LosesIt()
    {
        Step(0, Face(100));
        Step(1, Face(110));
        var track = tracker.Tracks[0];
        Step(2);
        Step(3);
        Step(4, Face(140));
        Assert.Same(track, Assert.Single(tracker.Tracks.ToArray()));
        for (var i = 5; i < 20; i++)
            Step(i);
        Assert.True(tracker.Tracks.IsEmpty);
    }

    [Fact]
    public void UnsureFace_ContinuesATrack_ButBeginsNone()
    {
        Step(0, Face(100, score: 0.5f));
        Assert.True(tracker.Tracks.IsEmpty);
        Step(1, Face(100, score: 0.9f));
        Step(2, Face(102, score: 0.5f));
        Assert.Equal(102, Assert.Single(tracker.Tracks.ToArray()).Box.X);
    }

    [Fact]
    public void Track_ThatIsRecycled_HoldsNothingOfTheFaceBefore()
    {
        Step(0, Face(100));
        var track = tracker.Tracks[0];
        track.Add([1, 0, 0, 0], 1, 3, TimeSpan.Zero);
        track.Agree(Guid.Empty);
        tracker.EndAll();
        tracker.Recycle(track);
        Assert.Equal([0, 0, 0, 0], track.Mean.ToArray());
        Assert.Equal((0, false), (track.FramesCompared, track.HasAlerted));
        Assert.Equal(1, track.Agree(Guid.Empty));
    }

    [Fact]
    public void MeanOfATrack_IsMadeOfItsBestShots()
    {
        var track = new Track(4);
        track.Begin(Face(0), TimeSpan.Zero);
        for (var i = 0; i < 5; i++)
            track.Add([1, 0, 0, 0], 1, 3, TimeSpan.Zero);
        track.Add([0, 1, 0, 0], 0.5f, 3, TimeSpan.Zero);
        Assert.Equal([1, 0, 0, 0], track.Mean.ToArray());
        for (var i = 0; i < 5; i++)
            track.Add([0, 0, 1, 0], 2, 3, TimeSpan.Zero);
        Assert.Equal([0, 0, 1, 0], track.Mean.ToArray());
        Assert.Equal(11, track.FramesCompared);
    }

    [Fact]
    public void BetweenDetections_FacesAreWhereTheirTracksExpectThem_AndUnsureOnesStay()
    {
        List<Detection> faces = [Face(100), Face(500, score: 0.5f)];
        tracker.Step(faces, TimeSpan.Zero);
        faces = [Face(110), Face(500, score: 0.5f)];
        tracker.Step(faces, TimeSpan.FromSeconds(0.08));

        tracker.Expect(faces, TimeSpan.FromSeconds(0.16));
        Assert.Equal([500, 120], faces.Select(f => MathF.Round(f.X)));
        Assert.Null(tracker.Owners(2)[0]);
        Assert.Same(tracker.Tracks[0], tracker.Owners(2)[1]);

        tracker.Expect(faces, TimeSpan.FromSeconds(0.24));
        Assert.Equal([500, 130], faces.Select(f => MathF.Round(f.X)));
    }

    [Fact]
    public void TwoFaces_ThatPassEachOther_KeepTheirTracks_WithADetectionFourTimesASecond()
    {
        StepAt(0, Face(100), Face(400, y: 130));
        var (left, right) = (tracker.Tracks[0], tracker.Tracks[1]);
        for (var i = 1; i <= 10; i++)
            StepAt(i * 0.24, Face(100 + (i * 30)), Face(400 - (i * 30), y: 130));
        Assert.Equal(400, left.Box.X);
        Assert.Equal(100, right.Box.X);
    }

    private static Detection Face(float x, float y = 100, float score = 0.9f) => new(x, y, 40, 50, score);

    private void Step(int frame, params Detection[] faces) => StepAt(frame * 0.08, faces);

    private void StepAt(double seconds, params Detection[] faces)
    {
        tracker.Step([.. faces], TimeSpan.FromSeconds(seconds));
        foreach (var ended in tracker.Ended)
            tracker.Recycle(ended);
    }
}

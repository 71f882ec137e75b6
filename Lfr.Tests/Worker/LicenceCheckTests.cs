using System.Security.Cryptography;
using Lfr.Inference.Hosting;
using Lfr.Shared.Live;
using Lfr.Tests.Policy;

namespace Lfr.Tests.Worker;

/// <summary>What a worker believes before it compares a single face. Needs no models: hashes of them are named, nothing is opened.</summary>
public sealed class LicenceCheckTests : IDisposable
{
    private static readonly Dictionary<string, string> WithPoints = new(StringComparer.Ordinal) { ["detector"] = "d", ["embedder"] = "e" };
    private static readonly Dictionary<string, string> WithLandmarks = new(WithPoints, StringComparer.Ordinal) { ["landmarks"] = "l" };
    private static readonly GalleryRow[] Rows = [new(Given.Id(1), [1, 2, 3, 4]), new(Given.Id(2), [5, 6, 7, 8])];
    private readonly ECDsa web = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public static TheoryData<string, Func<DeploymentLicence, DeploymentLicence>, bool> Numbers => new()
    {
        { "as it was signed", l => l, true },
        { "a single frame decides", l => l with { AgreeingFrames = 1 }, false },
        { "two frames have to agree", l => l with { AgreeingFrames = 2 }, true },
        { "faces of no height", l => l with { MinimumFaceHeight = 0 }, false },
        { "faces of a pixel", l => l with { MinimumFaceHeight = 1 }, true },
        { "everybody is alike", l => l with { Threshold = -1.01f }, false },
        { "the lowest threshold there is", l => l with { Threshold = -1 }, true },
        { "the highest threshold there is", l => l with { Threshold = 1 }, true },
        { "a threshold nobody reaches", l => l with { Threshold = 1.01f }, false },
        { "no camera", l => l with { Cameras = [] }, false },
        { "cameras left out", l => l with { Cameras = null! }, false },
        { "models left out", l => l with { Models = null! }, false },
        { "the list's hash left out", l => l with { GalleryHash = null! }, false },
        { "a window without length", l => l with { NotAfter = l.NotBefore }, false },
        { "a window that ends before it begins", l => l with { NotAfter = l.NotBefore.AddTicks(-1) }, false },
        { "a window of an instant", l => l with { NotAfter = l.NotBefore.AddTicks(1) }, true },
    };

    public void Dispose() => web.Dispose();

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Licence_WhoseNumbersMakeNoSense_IsRefused_ThoughItIsSigned(string what, Func<DeploymentLicence, DeploymentLicence> change, bool isTaken)
    {
        Assert.NotEmpty(what);
        var licence = LicenceSeal.Sign(change(Licence(WithPoints)), web);
        if (isTaken)
            Assert.Equal(Licence(WithPoints).LicenceId, LicenceCheck.Open(licence, web.ExportSubjectPublicKeyInfoPem()).LicenceId);
        else
            Assert.Equal("The licence is incomplete: nothing is compared.", Refused(() => LicenceCheck.Open(licence, web.ExportSubjectPublicKeyInfoPem())));
    }

    [Fact]
    public void Licence_SignedBySomebodyElse_IsRefused()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        Assert.Contains("is not signed by this worker's web", Refused(() => LicenceCheck.Open(Signed(), other.ExportSubjectPublicKeyInfoPem())), StringComparison.Ordinal);
    }

    [Fact]
    public void Licence_WithAnAlteredByte_IsRefused()
    {
        var signed = Signed();
        signed.Payload[^2] ^= 1;

        Assert.Contains("is not signed by this worker's web", Refused(() => LicenceCheck.Open(signed, web.ExportSubjectPublicKeyInfoPem())), StringComparison.Ordinal);
    }

    [Fact]
    public void Licence_WithoutPayloadOrSignature_IsRefused()
    {
        var key = web.ExportSubjectPublicKeyInfoPem();

        Refused(() => LicenceCheck.Open(null!, key));
        Refused(() => LicenceCheck.Open(Signed() with { Payload = null! }, key));
        Refused(() => LicenceCheck.Open(Signed() with { Signature = null! }, key));
    }

    [Theory]
    [InlineData(null, "has no public key")]
    [InlineData(" ", "has no public key")]
    [InlineData("no PEM at all", "cannot be read")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----", "cannot be read")]
    public void Worker_WithoutAKeyThatCanBeRead_TakesNoLicence(string? key, string why) =>
        Assert.Contains(why, Refused(() => LicenceCheck.Open(Signed(), key)), StringComparison.Ordinal);

    /// <summary>A minute too early is forgiven, because two clocks differ; nothing is compared before the start all the same.</summary>
    [Theory]
    [InlineData(-60_001, "has not begun")]
    [InlineData(-60_000, null)]
    [InlineData(0, null)]
    [InlineData(28_799_999, null)]
    [InlineData(28_800_000, "is over")]
    public void Licence_OutsideItsWindow_IsRefused(int milliseconds, string? why)
    {
        void Check() => LicenceCheck.Window(Licence(WithPoints), Given.Start.AddMilliseconds(milliseconds));
        if (why is null)
            Check();
        else
            Assert.Contains(why, Refused(Check), StringComparison.Ordinal);
    }

    [Fact]
    public void Licence_ForTheModelsPresent_IsTaken_WithLandmarksOrWithout()
    {
        LicenceCheck.Models(Licence(WithPoints), WithPoints);
        LicenceCheck.Models(Licence(WithLandmarks), WithLandmarks);
        LicenceCheck.Models(Licence(WithPoints), new Dictionary<string, string>(StringComparer.Ordinal) { ["detector"] = "D", ["embedder"] = "E" });
    }

    [Fact]
    public void Licence_ForMoreFewerOrOtherModelsThanArePresent_IsRefused()
    {
        Refused(() => LicenceCheck.Models(Licence(WithPoints), WithLandmarks));
        Refused(() => LicenceCheck.Models(Licence(WithLandmarks), WithPoints));
        Refused(() => LicenceCheck.Models(Licence(WithPoints), new Dictionary<string, string>(StringComparer.Ordinal) { ["detector"] = "d", ["embedder"] = "x" }));
        Refused(() => LicenceCheck.Models(Licence(WithPoints), new Dictionary<string, string>(StringComparer.Ordinal) { ["detector"] = "d", ["landmarks"] = "e" }));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("minted before hashes had a version")]
    public void Gallery_ThatIsTheSealedList_IsTaken_AndAnyOtherRefused(string? stored)
    {
        var licence = Licence(WithPoints) with { GalleryHash = GalleryDigest.ComputeLike(stored, Rows) };

        LicenceCheck.GalleryRows(licence, Rows);
        LicenceCheck.GalleryRows(licence with { GalleryHash = licence.GalleryHash.ToUpperInvariant() }, Rows);
        Refused(() => LicenceCheck.GalleryRows(licence, [Rows[0]]));
        Refused(() => LicenceCheck.GalleryRows(licence, [Rows[0], Rows[1] with { Template = [5, 6, 7, 9] }]));
        Refused(() => LicenceCheck.GalleryRows(licence with { GallerySize = 3 }, Rows));
    }

    private static string Refused(Action check) => Assert.Throws<LicenceRefusedException>(check).Message;

    private static DeploymentLicence Licence(Dictionary<string, string> models) => new(
        Given.Id(400), Given.DeploymentId, "2026-001", Given.Start, Given.Start.AddHours(8), [new LicensedCamera(Given.Id(20), "Camera 1", "demo:walk.mp4")],
        0.54f, 3, 300, 48, models, GalleryDigest.Compute(Rows), Rows.Length, "uk-2026.1", Given.Start);

    private SignedLicence Signed() => LicenceSeal.Sign(Licence(WithPoints), web);
}

using Lfr.Inference.Hosting;
using Lfr.Shared.Live;

namespace Lfr.Tests.Worker;

public class LicenceCheckTests
{
    private static readonly Dictionary<string, string> WithPoints = new(StringComparer.Ordinal) { ["detector"] = "d", ["embedder"] = "e" };
    private static readonly Dictionary<string, string> WithLandmarks = new(WithPoints, StringComparer.Ordinal) { ["landmarks"] = "l" };

    [Fact]
    public void Licence_ForTheModelsPresent_IsTaken_WithLandmarksOrWithout()
    {
        LicenceCheck.Models(Licence(WithPoints), WithPoints);
        LicenceCheck.Models(Licence(WithLandmarks), WithLandmarks);
    }

    [Fact]
    public void Licence_ForMoreOrFewerModelsThanArePresent_IsRefused()
    {
        Assert.Throws<LicenceRefusedException>(() => LicenceCheck.Models(Licence(WithPoints), WithLandmarks));
        Assert.Throws<LicenceRefusedException>(() => LicenceCheck.Models(Licence(WithLandmarks), WithPoints));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("minted before hashes had a version")]
    public void Licence_ForTheRowsThatArrive_IsTaken_AndForNoOthers(string? stored)
    {
        GalleryRow[] rows = [new(Guid.CreateVersion7(), [1, 2, 3, 4]), new(Guid.CreateVersion7(), [5, 6, 7, 8])];
        var licence = Licence(WithPoints) with { GalleryHash = GalleryDigest.ComputeLike(stored, rows), GallerySize = 2 };

        LicenceCheck.GalleryRows(licence, rows);
        Assert.Throws<LicenceRefusedException>(() => LicenceCheck.GalleryRows(licence, [rows[0], rows[1] with { Template = [5, 6, 7, 9] }]));
    }

    private static DeploymentLicence Licence(Dictionary<string, string> models) =>
        new(Guid.Empty, Guid.Empty, "2026-001", default, default, [], 0.54f, 3, 300, 48, models, "", 0, "uk-2026.1", default);
}

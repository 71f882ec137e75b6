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

    private static DeploymentLicence Licence(Dictionary<string, string> models) =>
        new(Guid.Empty, Guid.Empty, "2026-001", default, default, [], 0.54f, 3, 300, 48, models, "", 0, "uk-2026.1", default);
}

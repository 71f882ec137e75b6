using Lfr.Shared.Biometrics;
using Lfr.Tests.Policy;

namespace Lfr.Tests.Biometrics;

public class BiometricBlobTests
{
    [Fact]
    public void Blob_Kept_BelongsToItsDeployment()
    {
        var blob = BiometricBlob.Keep(Given.Id(7), Given.DeploymentId, BlobKind.WatchlistTemplate, [1, 2, 3], Given.Start);

        Assert.Equal((Given.Id(7), Given.DeploymentId, BlobKind.WatchlistTemplate, Given.Start), (blob.Id, blob.DeploymentId, blob.Kind, blob.StoredAt));
        Assert.Equal([1, 2, 3], blob.Sealed);
    }

    [Fact]
    public void Key_Kept_BelongsToItsDeployment()
    {
        var key = DeploymentKey.Keep(Given.DeploymentId, [9, 9], Given.Start);

        Assert.Equal((Given.DeploymentId, Given.Start), (key.DeploymentId, key.MadeAt));
        Assert.Equal([9, 9], key.Wrapped);
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void Receipt_AtTheLastInstant_IsInTime(int seconds, bool inTime) =>
        Assert.Equal(inTime, new PurgeReceipt(Given.Start.AddSeconds(seconds), "Lfr", "f00d", new Dictionary<string, int>(StringComparer.Ordinal), 0, Given.Start).InTime);
}

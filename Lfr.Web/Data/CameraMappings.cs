using Lfr.Shared.Deployments;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Data;

/// <summary>How the register of cameras lies in tables.</summary>
internal static class CameraMappings
{
    /// <summary>Applies them.</summary>
    public static void Apply(ModelBuilder model) => model.Entity<RegisteredCamera>(camera =>
    {
        camera.ToTable("RegisteredCameras").HasKey(c => c.Id);
        camera.Property(c => c.Id).ValueGeneratedNever();
        camera.Property(c => c.Revision).IsConcurrencyToken();
        camera.Property(c => c.Name).HasMaxLength(RegisteredCamera.LongestName);
        camera.Property(c => c.Kind).HasConversion<string>().HasMaxLength(40);
        camera.Property(c => c.Zone).HasMaxLength(RegisteredCamera.LongestText);
        camera.Property(c => c.View).HasMaxLength(RegisteredCamera.LongestText);
        camera.Property(c => c.SearchText).HasMaxLength(RegisteredCamera.LongestSearchText);
        camera.Property(c => c.Source).HasMaxLength(RegisteredCamera.LongestSource);
        camera.Property(c => c.AddedBy).AsJson();
        camera.Property(c => c.RetiredBy).AsJson();
        camera.Property(c => c.LastTry).AsJson();
        camera.Ignore(c => c.Details);
        camera.HasIndex(c => c.Name);
        camera.HasIndex(c => c.SearchText);
    });
}

using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Data;

/// <summary>How pictures in which there is no face are kept: of signs, of places on which a map is drawn, and of where cameras look.</summary>
internal static class PictureMappings
{
    public static void Apply(ModelBuilder model)
    {
        model.Entity<SignPicture>(picture =>
        {
            picture.ToTable("SignPictures").HasKey(p => p.Id);
            picture.Property(p => p.Id).ValueGeneratedNever();
            picture.HasIndex(p => new { p.DeploymentId, p.SignId });
        });
        model.Entity<PlanPicture>(picture =>
        {
            picture.ToTable("PlanPictures").HasKey(p => p.DeploymentId);
            picture.Property(p => p.DeploymentId).ValueGeneratedNever();
        });
        model.Entity<CameraStill>(still => still.ToTable("CameraStills").HasKey(s => new { s.CameraId, s.IsReference }));
    }
}

using Lfr.Shared.Deployments;
using Lfr.Shared.Records.AsPublished;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Data;

/// <summary>How forces' column maps lie in their table, and by what deployments under a policy are found.</summary>
internal static class PastUseMappings
{
    /// <summary>Applies them.</summary>
    public static void Apply(ModelBuilder model)
    {
        model.Entity<ForceColumnMap>(map =>
        {
            map.ToTable("ColumnMaps").HasKey(m => m.Id);
            map.Property(m => m.Id).ValueGeneratedNever();
            map.Property(m => m.Revision).IsConcurrencyToken();
            map.Property(m => m.Name).HasMaxLength(ForceColumnMap.LongestName);
            map.Property(m => m.Key).HasMaxLength(ForceColumnMap.LongestName);
            map.Property(m => m.Headings).AsJson();
            map.Property(m => m.KeptBy).AsJson();
            map.HasIndex(m => m.Key).IsUnique();
        });
        // Counted on the page of the policies, and listed policy by policy.
        model.Entity<Deployment>().HasIndex(d => d.PolicyId);
    }
}

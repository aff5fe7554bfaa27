//! Processor time and peak memory of a process, told from one process to another by a line.

/// What a process used.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Usage {
    /// Processor time in seconds, of the process and the system for it.
    pub(crate) seconds: f64,
    /// Most memory it held at once.
    pub(crate) peak_mb: f64,
}

impl Usage {
    /// Of this process until now (Linux: `/proc/self`).
    pub(crate) fn of_this_process() -> Self {
        let stat = std::fs::read_to_string("/proc/self/stat").expect("Linux has /proc");
        // The name of the program may hold spaces and stands in brackets.
        let fields = stat.rsplit_once(')').map_or("", |(_, fields)| fields);
        let ticks: u64 = fields
            .split_whitespace()
            .skip(11)
            .take(2)
            .filter_map(|field| field.parse::<u64>().ok())
            .sum();
        let status = std::fs::read_to_string("/proc/self/status").expect("Linux has /proc");
        let peak = status
            .lines()
            .find_map(|line| line.strip_prefix("VmHWM:"))
            .and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
        Self {
            // Linux tells these in hundredths of a second on every common machine.
            seconds: ticks as f64 / 100.0,
            peak_mb: peak.unwrap_or(0.0) / 1024.0,
        }
    }

    /// What was used beyond an earlier moment.
    pub(crate) fn since(self, before: Self) -> Self {
        Self {
            seconds: self.seconds - before.seconds,
            ..self
        }
    }

    /// Tells it to whoever reads the output.
    pub(crate) fn print(self) {
        println!("usage {} {}", self.seconds, self.peak_mb);
    }

    /// What a process told.
    pub(crate) fn printed(output: &[u8]) -> Option<Self> {
        let output = String::from_utf8_lossy(output);
        let line = output
            .lines()
            .find_map(|line| line.strip_prefix("usage "))?;
        let (seconds, peak_mb) = line.split_once(' ')?;
        Some(Self {
            seconds: seconds.parse().ok()?,
            peak_mb: peak_mb.parse().ok()?,
        })
    }
}
